"""The officer's desk: a local page on which a model is typed into, with its form, its picture and its findings."""
