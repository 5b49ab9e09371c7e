/// The revocations made or seen here, which win over whatever a gateway says.
@NullMarked
package io.freehold.adapters.persistence.grant;

import org.jspecify.annotations.NullMarked;
