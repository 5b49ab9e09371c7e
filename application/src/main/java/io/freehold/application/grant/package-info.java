/// The verbs on grants: create, verify, list, revoke.
@NullMarked
package io.freehold.application.grant;

import org.jspecify.annotations.NullMarked;
