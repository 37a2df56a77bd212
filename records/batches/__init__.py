"""Pages on which somebody follows what is done one by one behind them: how far it is, and what could not be done."""
