/// What tests of every module share: a fake of each port that has state, signatures without
/// cryptography, and the people and moments that tests are about. A fake passes the same contract
/// as the adapter it stands for; nothing here is ever shipped.
@NullMarked
package io.freehold.application.testing;

import org.jspecify.annotations.NullMarked;
