"""The tables of the negotiation against the Babel that they name; .ci/run installs it and starts these."""
