using System.ComponentModel;
using System.Runtime.InteropServices;

namespace DeepTricks.Dsl.Gpu;

/// <summary>Four floats that one thread loads and stores at once: 16 bytes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = 16)]
public struct Quad
{
    /// <summary>The first.</summary>
    public float X;

    /// <summary>The second.</summary>
    public float Y;

    /// <summary>The third.</summary>
    public float Z;

    /// <summary>The fourth.</summary>
    public float W;

    /// <summary>Puts four numbers together.</summary>
    public static Quad Of(float x, float y, float z, float w)
    {
        Quad quad;
        quad.X = x;
        quad.Y = y;
        quad.Z = z;
        quad.W = w;
        return quad;
    }

    /// <summary>This plus <paramref name="factor"/> times <paramref name="other"/>.</summary>
    internal readonly Quad Plus(float factor, Quad other) =>
        Of(X + (factor * other.X), Y + (factor * other.Y), Z + (factor * other.Z), W + (factor * other.W));

    /// <summary>The sum.</summary>
    internal readonly Quad Plus(Quad other) => Of(X + other.X, Y + other.Y, Z + other.Z, W + other.W);
}

/// <summary>A thread's 4 x 4 results of a product, in scalars: the compiler of kernels keeps no array in registers.</summary>
internal struct Block
{
    public Quad Row0;
    public Quad Row1;
    public Quad Row2;
    public Quad Row3;

    /// <summary>Adds the products of a column of four and a row of four.</summary>
    public readonly Block Plus(Quad column, Quad row)
    {
        Block sum;
        sum.Row0 = Row0.Plus(column.X, row);
        sum.Row1 = Row1.Plus(column.Y, row);
        sum.Row2 = Row2.Plus(column.Z, row);
        sum.Row3 = Row3.Plus(column.W, row);
        return sum;
    }
}
