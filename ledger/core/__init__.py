"""Values without a story: money, splits, rates, periods, words, findings; amounts and dates as people write them."""
