"""A newer revision of a document put into the model that a person made of an earlier one."""
