/** Opens what is given to land: plain, gzip, zstd, tar and any nesting of these, told by their first bytes. */
@NullMarked
package io.tarn.landing.input;

import org.jspecify.annotations.NullMarked;
