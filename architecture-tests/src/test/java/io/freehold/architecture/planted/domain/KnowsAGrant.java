package io.freehold.architecture.planted.domain;

import io.freehold.architecture.planted.domain.grant.Grant;

/// The root of the domain knows a concept.
record KnowsAGrant(Grant grant) {}
