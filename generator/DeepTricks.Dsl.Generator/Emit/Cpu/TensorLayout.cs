using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>A tensor of a program: its field, how it lies in memory as declared, and the C# that works that out from run-time shapes.</summary>
/// <param name="Field">Name of the field that holds it: <c>conv1Output</c>.</param>
/// <param name="Size">Start of the names of its sizes: <c>Conv1</c>.</param>
/// <param name="Declared">Its layout with the declared numbers.</param>
/// <param name="Given">C# for its layout with the run-time numbers; <c>shapes</c> is in scope, and the layouts of the tensors that it lies in.</param>
internal sealed record TensorLayout(string Field, string Size, TensorGeometry Declared, string Given)
{
    /// <summary>The joint tensor that it lies in where run-time numbers allow, or null.</summary>
    public TensorLayout? Joint { get; init; }

    /// <summary>C# for the channels in front of it in the joint tensor.</summary>
    public string Offset { get; init; } = "0";

    /// <summary>Whether run-time numbers can give it a border.</summary>
    public bool CanHaveBorder { get; init; }

    /// <summary>Field that says whether it lies in the joint tensor.</summary>
    public string Inside => Field + "Inside";

    /// <summary>How many joint tensors it lies in, one in the other.</summary>
    public int Depth => Joint is null ? 0 : Joint.Depth + 1;

    /// <summary>C# for where a sample starts, border included.</summary>
    public string Sample(SizeTable sizes, string sample = "sample") => $"{Field} + ((nint){sample} * {sizes.Of(this, "Length")})";

    /// <summary>C# for where a sample's first pixel stands, plus a number of floats.</summary>
    public string Pixel(SizeTable sizes, string offset = "", string sample = "sample")
    {
        string start = Declared.Start == 0 && !CanHaveBorder ? "" : $" + {sizes.Of(this, "Start")}";
        string more = offset.Length == 0 ? "" : $" + {offset}";
        string first = $"((nint){sample} * {sizes.Of(this, "Length")})";
        return start.Length + more.Length == 0 ? $"{Field} + {first}" : $"{Field} + ({first}{start}{more})";
    }
}
