package io.freehold.domain.access;

import io.freehold.domain.identity.ClientInfo;
import java.time.Instant;
import java.util.Optional;

/// One line of the record of every access (§5.4), before it gets its place in the chain.
///
/// @param logId a UUID
/// @param grantId the grant the request named; `owner` for the owner; empty when there is none
/// @param actor the address of whoever was proved to ask, or `anonymous`
/// @param action what was asked: `read`, `list`, `versions`, `ingest`, `delete`, `grants.create`,
///   ...
/// @param scope the scope asked for, if the request got as far as naming one
/// @param status of the answer
/// @param outcome `ok`, or the error code of the refusal
public record AccessLogEntry(
    String logId,
    Optional<String> grantId,
    String actor,
    String action,
    Optional<String> scope,
    Instant timestamp,
    ClientInfo client,
    int status,
    String outcome,
    String requestId) {}
