"""成果: photos of what was done, for the general meeting and, if the organization wishes, for everybody."""
