package dev.fovea.service.similarity.lucene;

import dev.fovea.service.similarity.Filter;
import java.util.List;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Translates filters to Lucene queries. */
final class FilterQueries {

  private FilterQueries() {}

  static Query of(Filter filter) {
    return switch (filter) {
      case Filter.Everything() -> MatchAllDocsQuery.INSTANCE;
      case Filter.TextIs(String field, String value) ->
          new TermQuery(new Term(ImageDocument.textField(field), value));
      case Filter.FlagIs(String field, boolean value) ->
          new TermQuery(new Term(ImageDocument.flagField(field), Boolean.toString(value)));
      case Filter.NumberBetween(String field, double low, double high) ->
          DoublePoint.newRangeQuery(ImageDocument.numberField(field), low, high);
      case Filter.AllOf(List<Filter> filters) -> combined(filters, Occur.FILTER);
      case Filter.AnyOf(List<Filter> filters) -> combined(filters, Occur.SHOULD);
      case Filter.Not(Filter inner) ->
          new BooleanQuery.Builder()
              .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
              .add(of(inner), Occur.MUST_NOT)
              .build();
    };
  }

  private static Query combined(List<Filter> filters, Occur occur) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    filters.forEach(filter -> query.add(of(filter), occur));
    return query.build();
  }
}
