"""What we show: frames become Figure and Table objects. Alone knows matplotlib and seaborn."""
