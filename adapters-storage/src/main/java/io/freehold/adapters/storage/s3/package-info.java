/// Speaks to any service with the interface of Amazon's S3. Requests are signed here (Signature
/// Version 4); what a listing names is only touched when it is a key of this owner.
@NullMarked
package io.freehold.adapters.storage.s3;

import org.jspecify.annotations.NullMarked;
