/**
 * Imports files so that each comes into the archive once, whatever it is called, whenever it is given again, and
 * wherever a run was killed.
 */
@NullMarked
package io.tarn.landing.imports;

import org.jspecify.annotations.NullMarked;
