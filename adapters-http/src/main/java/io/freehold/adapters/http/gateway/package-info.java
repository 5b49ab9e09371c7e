/// The routes of the gateway role (§4.2.4): signed messages become records, and records become
/// answers that the gateway's key attests to. Whose record it is, is in the signature; nobody logs
/// in here.
@NullMarked
package io.freehold.adapters.http.gateway;

import org.jspecify.annotations.NullMarked;
