"""Who may do what: one table of relations, three doors to a row, and a second lock behind them."""
