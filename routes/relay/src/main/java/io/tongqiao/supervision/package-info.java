/**
 * 审管联动: granted cases pushed to those who supervise their items, what comes back of it, parties
 * that are restricted, and what the relay reminds of. Mappings to a supervising system's dialect
 * are data of its folder.
 */
package io.tongqiao.supervision;
