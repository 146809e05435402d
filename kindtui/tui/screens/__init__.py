"""The screens: each draws one `State` and turns keys into wishes."""
