from .widgets import panel as panel
