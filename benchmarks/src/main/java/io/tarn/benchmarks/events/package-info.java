/** The events that benchmarks run on, made from a seed. */
@NullMarked
package io.tarn.benchmarks.events;

import org.jspecify.annotations.NullMarked;
