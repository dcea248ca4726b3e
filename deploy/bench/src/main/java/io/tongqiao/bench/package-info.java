/**
 * The command that measures Tongqiao beside simpler programs on the same machine; see {@link
 * Bench}.
 */
package io.tongqiao.bench;
