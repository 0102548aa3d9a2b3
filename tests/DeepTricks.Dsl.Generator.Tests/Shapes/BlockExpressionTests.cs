using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Tests.Shapes;

/// <summary>Expressions over parameters: values as C# gives them for doubles, and what is wrong with those that are none.</summary>
public class BlockExpressionTests
{
    private static readonly Dictionary<string, BlockParameterKind> Kinds = new()
    {
        ["a"] = BlockParameterKind.Whole, ["rate"] = BlockParameterKind.Number, ["wide"] = BlockParameterKind.Truth,
    };

    [Theory]
    [InlineData("4 * a + 2", 30)]
    [InlineData("a / 2", 3.5)]
    [InlineData("floor(a / 2) + ceil(a / 2) - round(a / 2)", 3)]
    [InlineData("-a % 4", -3)]
    [InlineData("2 - 3 - 4", -5)]
    [InlineData("2 * (3 + a)", 20)]
    [InlineData("min(a, 3) + max(rate, 0.5)", 3.5)]
    [InlineData("wide ? a : 2 * a", 7)]
    [InlineData("a > 3 && !(rate >= 0.25) || wide", 1)]
    [InlineData("a == 7 && a != 8 && a <= 7 && a < 8", 1)]
    [InlineData("wide == false", 0)]
    [InlineData("1.5e1", 15)]
    public void Values_are_those_of_the_language(string text, double value)
    {
        var expression = BlockExpression.Parse(text, Kinds, out string? problem);
        Assert.Null(problem);
        Assert.Equal(value, expression!.Evaluate(new Dictionary<string, double> { ["a"] = 7, ["rate"] = 0.25, ["wide"] = 1 }));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("4 *", "ends where a number or parameter is expected")]
    [InlineData("b + 1", "reads 'b', which is no parameter of the block; the nearest is 'a'")]
    [InlineData("a a", "has 'a' where it should end")]
    [InlineData("(a", "ends where ')' is expected")]
    [InlineData("a # 2", "has '#', which means nothing here")]
    [InlineData("a + wide", "has true or false where '+' expects a number")]
    [InlineData("!a", "has a number where '!' expects true or false")]
    [InlineData("a && wide", "has a number where '&&' expects true or false")]
    [InlineData("wide ? a : wide", "chooses between a number and a truth")]
    [InlineData("min(a)", "calls 'min' with 1 numbers; it takes 2")]
    [InlineData("sqrt(a)", "calls 'sqrt', which is no function here; the nearest is 'ceil'")]
    [InlineData("1.2.3", "has '1.2.3' where a number is expected")]
    public void Mistakes_have_words(string text, string words)
    {
        Assert.Null(BlockExpression.Parse(text, Kinds, out string? problem));
        Assert.Equal(words, problem);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        Assert.Null(BlockExpression.Parse(new string('(', 10_000) + "a" + new string(')', 10_000), Kinds, out string? problem));
        Assert.Equal("is nested too deeply", problem);
        Assert.Null(BlockExpression.Parse(new string('-', 10_000) + "a", Kinds, out problem));
        Assert.Equal("is nested too deeply", problem);
    }
}
