using DeepTricks.Dsl.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepTricks.Dsl.Generator.Tests.Emission;

/// <summary>The first stage finds every network, reads nothing again after an edit that changes no declaration, and misses no edit that does.</summary>
public class ParsingTests
{
    private const string Net = "using DeepTricks.Dsl;\n[Network(4)]\n[Dense(Sizes.Units), SoftmaxCrossEntropy]\npublic partial class N;\n";

    private const string Other =
        """
        public static class Sizes
        {
            public const int Units = 3;
            private static int start = 1;
            public static int Sum(int first) { return first + start; }
            public static int Twice(int first) => 2 * first;
        }
        """;

    [Theory]
    [InlineData("return first + start;", "return first - start;")]
    [InlineData("2 * first", "3 * first + start")]
    [InlineData("start = 1", "start = 2")]
    [InlineData("public const", "/* units */ public const")]
    [InlineData("{ return", "{\n#pragma warning disable CS0168\n    return")]
    public void An_edit_that_changes_no_declaration_reads_nothing_again(string text, string replacement)
    {
        var (before, after) = ParseTwice(Other, Other.Replace(text, replacement, StringComparison.Ordinal));
        Assert.Same(before, after);
    }

    [Theory]
    [InlineData("Units = 3", "Units = 5", 5)]
    [InlineData("Units = 3", "Units = Many; public const int Many = 7", 7)]
    public void An_edit_of_a_constant_is_read(string text, string replacement, int units)
    {
        var (before, after) = ParseTwice(Other, Other.Replace(text, replacement, StringComparison.Ordinal));
        Assert.Equal(3, Units(before));
        Assert.Equal(units, Units(after));
    }

    [Theory]
    [InlineData("public class DenseAttribute : System.Attribute { public DenseAttribute(int units) { } }", "a layer's name means something else")]
    [InlineData("namespace My { }\nglobal using My;", "a using directive has an error")]
    public void An_edit_of_what_names_mean_is_read(string added, string why)
    {
        var (before, after) = ParseTwice(Other, added + "\n" + Other);
        Assert.False(ReferenceEquals(before, after), why);
    }

    [Fact]
    public void Other_references_are_read()
    {
        var parsing = new Parsing();
        var compilation = Compilations.Of(Net, Other);
        var before = parsing.Parse(compilation, default).Single();
        var after = parsing.Parse(compilation.RemoveReferences(compilation.References.Single(reference => reference.Display!.EndsWith("DeepTricks.Dsl.dll", StringComparison.Ordinal))), default);
        Assert.NotNull(before.Value);
        Assert.Empty(after);
    }

    [Theory]
    [InlineData("using DeepTricks.Dsl;", "NetworkAttribute(4)")]
    [InlineData("using DeepTricks.Dsl;", "@NetworkAttribute(4)")]
    [InlineData("using DeepTricks.Dsl;", "DeepTricks.Dsl.Network(4)")]
    [InlineData("using DeepTricks.Dsl;", "global::DeepTricks.Dsl.NetworkAttribute(4)")]
    [InlineData("using DeepTricks.Dsl; using Net = DeepTricks.Dsl.NetworkAttribute;", "Net(4)")]
    [InlineData("using DeepTricks.Dsl; using NetAttribute = DeepTricks.Dsl.NetworkAttribute;", "Net(4)")]
    [InlineData("using DeepTricks.Dsl; using D = DeepTricks.Dsl;", "D::Network(4)")]
    public void Networks_are_found_however_they_are_written(string usings, string network) => Assert.Single(new Parsing().Parse(
        Compilations.Of(usings + "\nnamespace A.B;\n[" + network + ", Dense(3), SoftmaxCrossEntropy]\npublic partial class N;"), default));

    [Fact]
    public void Networks_are_found_by_an_alias_of_the_whole_project() => Assert.Single(new Parsing().Parse(
        Compilations.Of("global using Net = DeepTricks.Dsl.NetworkAttribute;", "[Net(4), DeepTricks.Dsl.Dense(3)]\npublic partial class N;"), default));

    [Fact]
    public void Networks_are_found_by_an_alias_inside_a_namespace() => Assert.Single(new Parsing().Parse(
        Compilations.Of("namespace A { namespace B { using Net = DeepTricks.Dsl.NetworkAttribute; [Net(4), DeepTricks.Dsl.Dense(3)] public partial class N; } }"), default));

    [Fact]
    public void Somebody_elses_attribute_makes_no_network() => Assert.Empty(new Parsing().Parse(
        Compilations.Of("[Network]\npublic partial class N;\npublic class NetworkAttribute : System.Attribute;"), default));

    private static (Outcome<NetworkDeclaration> Before, Outcome<NetworkDeclaration> After) ParseTwice(string other, string edited)
    {
        Assert.NotEqual(other, edited);
        var parsing = new Parsing();
        var compilation = Compilations.Of(Net, other);
        var before = parsing.Parse(compilation, default).Single();
        var tree = compilation.SyntaxTrees.Last();
        var after = parsing.Parse(compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(edited, Compilations.Parsing, tree.FilePath)), default).Single();
        return (before, after);
    }

    private static double Units(Outcome<NetworkDeclaration> declaration) => declaration.Value!.Spec.Layers[0]["Units"];
}
