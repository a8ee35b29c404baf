/** Planted bugs, each of which some check must catch. */
@NullMarked
package io.tarn.proof.mutants;

import org.jspecify.annotations.NullMarked;
