namespace DeepTricks.Dsl.Generator.Tests.Diagnostics;

/// <summary>What cannot be applied or differentiated, and where that is told.</summary>
public class PointwiseTests
{
    [Theory]
    [InlineData("x => [|(int)x|]", "'(int)x' converts to or from int, which has no derivative")]
    [InlineData("x => x * [|MathF.Atan2(x, 1)|]", "'MathF.Atan2(x, 1)' calls MathF.Atan2, whose derivative is not known here; known are Exp, Log, Sqrt, Tanh, Abs, Pow, Min and Max")]
    [InlineData("x => x + [|Other(x)|]", "'Other(x)' calls 'Other', which is no [Pointwise] function; mark it, or write its formula here")]
    [InlineData("x => x * [|Factor|]", "'Factor' reads the field 'Factor', which is no constant; make it const, or a parameter")]
    [InlineData("x => [|x % 2|]", "'x % 2' has no derivative; write it with + - * /")]
    [InlineData("x => x > 0 && [|Flag()|] ? x : 0", "'Flag()' is no condition of a pointwise function; write comparisons, && || and !")]
    [InlineData("x { float y = 0; [|while (y < x) { y += 1; }|] return y; }", "'while (y < x) { y += 1; }' is no statement of a pointwise function; it has local variables, if and return")]
    [InlineData("x { [|Factor = x|]; return x; }", "'Factor = x;' is no statement of a pointwise function; it has local variables, if and return", true)]
    public void What_has_no_derivative_is_told_where_it_stands(string body, string message, bool wholeStatement = false)
    {
        string text = body.StartsWith("x {", StringComparison.Ordinal) ? "(float x) " + body[2..] : "(float x) " + body[2..] + ";";
        if (wholeStatement)
        {
            text = text.Replace("|];", ";|]", StringComparison.Ordinal);
        }

        DiagnosticAssert.ReportsOnly("DT0046", Source("[Pointwise]\n    public static float F" + text), message);
    }

    [Theory]
    [InlineData("[Pointwise]\n    public float [|F|](float x) => x;", "'F' is no function of numbers; write a static method with parameters and a result of type float")]
    [InlineData("[Pointwise]\n    public static int [|F|](float x) => 1;", "'F' is no function of numbers; write a static method with parameters and a result of type float")]
    [InlineData("[Pointwise(Derivative = \"G\")]\n    public static float [|F|](float x) => x;", "'F' has 'G' for its derivative, but no [Pointwise] method of that name and with the same parameters stands beside it")]
    [InlineData("[Pointwise]\n    public static float [|F|](float x) => F(x) + 1;", "'F' calls itself: F > F; a pointwise function is a formula")]
    public void Functions_are_static_and_of_floats(string method, string message) => DiagnosticAssert.ReportsOnly("DT0046", Source(method), message);

    [Theory]
    [InlineData("Apply(typeof(Functions), \"G\")", "'Apply' names 'G', but 'Functions' has no method of that name")]
    [InlineData("Apply(typeof(Functions), \"Other\")", "'Apply' names 'Functions.Other', which is not marked [Pointwise]; mark it, so that it is differentiated")]
    [InlineData("Apply(typeof(Functions), \"Two\")", "'Apply' applies 'Two', whose parameter 'y' has no value; mark it [Learned(...)], or make it a constant")]
    [InlineData("Apply(typeof(Functions), \"Five\")", "'Apply' applies 'Five', which learns 5 numbers; a layer learns at most 4")]
    public void Apply_names_a_function(string apply, string message) => DiagnosticAssert.Reports(
        "DT0045",
        "using System;\nusing DeepTricks.Dsl;\n\n[Network(4)]\n[Dense(8), [|" + apply + "|], Dense(3), SoftmaxCrossEntropy]\npublic partial class N;\n" + Functions(
            "[Pointwise]\n    public static float Two(float x, float y) => x * y;\n    [Pointwise]\n    public static float Five(float x, [Learned(1)] float a, [Learned(1)] float b, [Learned(1)] float c, [Learned(1)] float d, [Learned(1)] float e) => x + a + b + c + d + e;"),
        message);

    private static string Source(string method) => "using System;\nusing DeepTricks.Dsl;\n\n[Network(4)]\n[Dense(8), Apply(typeof(Functions), \"F\"), Dense(3), SoftmaxCrossEntropy]\npublic partial class N;\n" + Functions(method);

    private static string Functions(string method) =>
        "public static class Functions\n{\n    public static float Factor = 2;\n    public static bool Flag() => true;\n    public static float Other(float x) => x;\n    " + method + "\n}\n";
}
