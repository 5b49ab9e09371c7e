/// Every mitigation of a named threat has a test that fails without it, and this is the proof: a
/// table of what can be taken out of the program, each entry naming the test that must notice. An
/// entry is compiled in place of the class it is about, and the tests are run against it in a
/// process of their own.
@NullMarked
package io.freehold.architecture.mitigations;

import org.jspecify.annotations.NullMarked;
