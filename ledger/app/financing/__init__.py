"""Who pays: public and private money, and costs that may be funded twice."""
