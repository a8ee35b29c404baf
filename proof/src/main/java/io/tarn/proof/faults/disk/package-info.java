@org.jspecify.annotations.NullMarked
package io.tarn.proof.faults.disk;
