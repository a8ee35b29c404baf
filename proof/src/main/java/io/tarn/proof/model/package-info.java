/** A small lake's life as a list of actions, what was acknowledged in it, and whether the lake agrees. */
@NullMarked
package io.tarn.proof.model;

import org.jspecify.annotations.NullMarked;
