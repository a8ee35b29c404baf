/** Harnesses that kill, break and compare what the other modules promise. */
@NullMarked
package io.tarn.proof;

import org.jspecify.annotations.NullMarked;
