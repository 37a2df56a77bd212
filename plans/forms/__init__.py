"""The pages on which plans are written, as forms."""
