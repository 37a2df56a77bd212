"""The forms of organizations, one module per paper."""
