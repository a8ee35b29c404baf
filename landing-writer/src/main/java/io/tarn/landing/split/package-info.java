/** Turns files into frames: lines, documents, elements of arrays, with bounded memory whatever their size. */
@NullMarked
package io.tarn.landing.split;

import org.jspecify.annotations.NullMarked;
