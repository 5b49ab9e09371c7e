/// TLS of the listeners: the certificate and its key in PEM files, read at the start and again
/// whenever they change. Handshakes are the business of Vert.x and the JDK.
@NullMarked
package io.freehold.adapters.http.tls;

import org.jspecify.annotations.NullMarked;
