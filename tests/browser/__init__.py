"""What a reader sees: real JupyterLab in real Chromium, waited for by its state."""
