/// Keeps what must outlive the process: data files, their index, the access log, tokens,
/// revocations, the gateway role's records and the keys, all below one folder, the home. Bootstrap
/// sees `PersistenceAdapter` and nothing else.
@NullMarked
package io.freehold.adapters.persistence;

import org.jspecify.annotations.NullMarked;
