/** Takes events in: durable spool, segments, collector. */
@NullMarked
package io.tarn.landing;

import org.jspecify.annotations.NullMarked;
