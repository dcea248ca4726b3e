/**
 * Exchange databases (前置库): rows that are written for a system, and rows that it leaves for us.
 * When something is sent and in which order, the relay decides; what rows look like, the folder.
 */
package io.tongqiao.table;
