"""Coverage-guided fuzzing with atheris, and the seeds it starts from; .ci/run gives each a while."""
