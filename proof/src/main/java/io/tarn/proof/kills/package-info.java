/** Processes that are killed at random moments and at every named step, again and again, and what is left of them. */
@NullMarked
package io.tarn.proof.kills;

import org.jspecify.annotations.NullMarked;
