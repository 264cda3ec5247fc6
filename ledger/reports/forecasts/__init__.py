"""What will have been spent: forecasts, orders, comments and the pace month by month."""
