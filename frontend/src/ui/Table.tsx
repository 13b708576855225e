import type { ComponentChildren } from 'preact';

export interface Column<R> {
  head: string;
  cell: (row: R) => ComponentChildren;
  /** On a phone, where rows are cards, the value stands without its heading. */
  bare?: boolean;
}

interface TableProps<R> {
  caption: string;
  columns: Column<R>[];
  rows: R[];
  keyOf: (row: R) => string;
}

/** A table whose rows become cards where there is no room. The roles are spelt out because display: block would drop them. */
export function Table<R>({ caption, columns, rows, keyOf }: TableProps<R>) {
  return (
    <div class="room">
      <table role="table" class="tbl">
        <caption class="vh">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">{columns.map(({ head }) => <th key={head} role="columnheader" scope="col">{head}</th>)}</tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => <tr key={keyOf(row)} role="row">{columns.map((column, n) => <Cell key={column.head} column={column} row={row} first={n === 0} />)}</tr>)}
        </tbody>
      </table>
    </div>
  );
}

function Cell<R>({ column: { head, cell, bare }, row, first }: { column: Column<R>; row: R; first: boolean }) {
  if (first) return <th role="rowheader" scope="row">{cell(row)}</th>;
  return <td role="cell" data-l={bare ? undefined : head}>{cell(row)}</td>;
}
