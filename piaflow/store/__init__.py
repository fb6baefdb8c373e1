"""YAML ↔ Assessment: load, save, apply a change file, and the JSON Schema of the model file.

In the order in which one reads it: `reading` and `writing` are the doors to the disk; `source` says what a text
holds, `parsing` reads it in one pass with `slips`, `chain` finds the files a model is made of, `change` applies one
on another; `converter` makes the domain of it, `problems` tells what is wrong, `load` does all of that once. Back go
`save`, `editing` and `dumping`. `revision` is another git revision, `catalogue` and `configuration` are what
piaflow ships and what a project says, `schema` and `meanings` tell editors of the file.
"""
