"""The Slack of the playground: what there is, what the Web API does to it, what people do in it."""
