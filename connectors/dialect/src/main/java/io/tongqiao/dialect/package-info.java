/**
 * How each system speaks: reads a system folder, checks it, and translates between the canonical
 * message and the system's own dialect. Transport (who opens the connection) is not here; it is
 * given as a {@link io.tongqiao.dialect.Wire}.
 */
package io.tongqiao.dialect;
