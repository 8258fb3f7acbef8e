"""What the REST API of every room stands on: who asks, how an answer looks, how a resource is declared (ADR 0046)."""
