/** The vocabulary that every stage shares. */
@NullMarked
package io.tarn.core;

import org.jspecify.annotations.NullMarked;
