"""Figures by their address, and what lies behind them."""
