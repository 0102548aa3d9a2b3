using System.ComponentModel;
using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// The functions of <c>LaneMath</c> for one GPU thread: the same polynomials, because a GPU's own are approximations that differ
/// from device to device. runtime/docs/pointwise.md says what they promise.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ThreadMath
{
    private const float Rounder = 12582912f;
    private const float Ln2Upper = 0.693115234375f;
    private const float Ln2Lower = 3.194618329871446e-05f;

    /// <summary>e^x.</summary>
    public static float Exp(float x)
    {
        float shifted = (x * 1.4426950216293335f) + Rounder;
        float n = shifted - Rounder;
        float r = (n * -Ln2Upper) + x;
        r = (n * -Ln2Lower) + r;
        float p = (r * 0.0013814462581649423f) + 0.008368780836462975f;
        p = (p * r) + 0.04166839271783829f;
        p = (p * r) + 0.1666651964187622f;
        p = (p * r) + 0.4999999403953552f;
        p = ((p * r) * r) + r + 1f;
        uint bits = unchecked(Interop.FloatAsInt(p) + (Interop.FloatAsInt(shifted) << 23));
        float result = x >= -87.33654f ? Interop.IntAsFloat(bits) : 0f;
        return x <= 88.72283f ? result : x + float.PositiveInfinity;
    }

    /// <summary>The natural logarithm.</summary>
    public static float Log(float x)
    {
        bool subnormal = x < 1.17549435e-38f;
        float scaled = subnormal ? x * 8388608f : x;
        uint bits = unchecked(Interop.FloatAsInt(scaled) + (0x3F800000u - 0x3F3504F3u));
        float n = (float)(int)(bits >> 23) - (subnormal ? 127f + 23f : 127f);
        float m = Interop.IntAsFloat((bits & 0x007FFFFFu) + 0x3F3504F3u);
        float f = m - 1f;
        float square = f * f;
        float p = (f * -0.07634340971708298f) + 0.12761515378952026f;
        p = (p * f) - 0.13160212337970734f;
        p = (p * f) + 0.1420176774263382f;
        p = (p * f) - 0.16623355448246002f;
        p = (p * f) + 0.20001226663589478f;
        p = (p * f) - 0.250008225440979f;
        p = (p * f) + 0.3333333134651184f;
        float lower = (n * Ln2Lower) + (p * f * square);
        lower = (square * -0.5f) + lower;
        float result = (n * Ln2Upper) + (lower + f);
        result = x < float.PositiveInfinity ? result : x;
        float outside = x == 0f ? float.NegativeInfinity : float.NaN;
        return x > 0f ? result : outside;
    }

    /// <summary>The hyperbolic tangent.</summary>
    public static float Tanh(float x)
    {
        float square = x * x;
        float p = (square * 1.3384418018347333e-08f) + 2.0635927285184152e-05f;
        p = (p * square) + 0.003497464582324028f;
        p = (p * square) + 0.13382692635059357f;
        p = (p * square) + 1f;
        float q = (square * 7.790304721311259e-07f) + 0.00032885282416827977f;
        q = (q * square) + 0.025884388014674187f;
        q = (q * square) + 0.4671601355075836f;
        q = (q * square) + 1f;
        float result = x * p / q;
        result = x > 9.010914f | result > 1f ? 1f : result;
        return x < -9.010914f | result < -1f ? -1f : result;
    }

    /// <summary>The sine of an angle in radians.</summary>
    public static float Sin(float x) => Turn(x, 0);

    /// <summary>The cosine of an angle in radians.</summary>
    public static float Cos(float x) => Turn(x, 1);

    private static float Turn(float x, uint quarters)
    {
        float shifted = (x * 0.6366197723675814f) + Rounder;
        float n = shifted - Rounder;
        float r = (n * -1.5703125f) + x;
        r = (n * -4.837512969970703e-4f) + r;
        r = (n * -7.549517899337e-8f) + r;
        r = (n * -5.390302553e-15f) + r;
        float square = r * r;
        float sine = (square * -1.9515295891e-4f) + 8.3321608736e-3f;
        sine = (sine * square) - 1.6666654611e-1f;
        sine = (sine * square * r) + r;
        float cosine = (square * 2.443315711809948e-5f) - 1.388731625493765e-3f;
        cosine = (cosine * square) + 4.166664568298827e-2f;
        cosine = (cosine * square * square) + ((square * -0.5f) + 1f);
        uint turns = unchecked(Interop.FloatAsInt(shifted) + quarters);
        float result = (turns & 1u) == 1u ? cosine : sine;
        return (turns & 2u) == 2u ? -result : result;
    }

    /// <summary>1 / (1 + e^-x).</summary>
    public static float Sigmoid(float x) => 1f / (1f + Exp(-x));

    /// <summary>The size of a number.</summary>
    public static float Abs(float x) => Interop.IntAsFloat(Interop.FloatAsInt(x) & 0x7FFFFFFFu);

    /// <summary>The square root.</summary>
    public static float Sqrt(float x) => MathF.Sqrt(x);

    /// <summary>Whether a number is none.</summary>
    public static bool IsNaN(float x) => (Interop.FloatAsInt(x) & 0x7FFFFFFFu) > 0x7F800000u;

    /// <summary>Whether a number is neither infinite nor none.</summary>
    public static bool IsFinite(float x) => (Interop.FloatAsInt(x) & 0x7FFFFFFFu) < 0x7F800000u;

    /// <summary>The factor of an element under dropout, from the same hash as on the CPU.</summary>
    /// <param name="element">Its number in the sample, counted as the CPU does.</param>
    /// <param name="key0">The sample's first key.</param>
    /// <param name="key1">The sample's second key.</param>
    /// <param name="threshold">Hashes below this drop.</param>
    /// <param name="factor">The factor of what is kept.</param>
    public static float Keep(int element, int key0, int key1, uint threshold, float factor)
    {
        unchecked
        {
            uint hash = (uint)element ^ (uint)key0;
            hash ^= hash >> 16;
            hash *= 0x7FEB352Du;
            hash += (uint)key1;
            hash ^= hash >> 15;
            hash *= 0x846CA68Bu;
            hash ^= hash >> 16;
            return hash >= threshold ? factor : 0f;
        }
    }

    /// <summary>The factor of an element under dropout in a layer of a training step.</summary>
    /// <param name="element">Its number in the sample, counted as the CPU does.</param>
    /// <param name="seed">Seed of the training run.</param>
    /// <param name="step">Number of the step.</param>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="sample">Index of the sample in the batch.</param>
    /// <param name="threshold">Hashes below this drop.</param>
    /// <param name="factor">The factor of what is kept.</param>
    public static float Keep(int element, ulong seed, long step, int layer, int sample, uint threshold, float factor)
    {
        var (key0, key1) = KeysOf(seed, step, layer, sample);
        return Keep(element, key0, key1, threshold, factor);
    }

    /// <summary>The keys of a sample in a layer that draws, as <c>RandomKeys.ForSample</c> makes them.</summary>
    internal static void Keys(ulong seed, long step, int layer, int sample, ArrayView<int> keys, int at)
    {
        var (key0, key1) = KeysOf(seed, step, layer, sample);
        keys[at] = key0;
        keys[at + 1] = key1;
    }

    private static (int Key0, int Key1) KeysOf(ulong seed, long step, int layer, int sample)
    {
        unchecked
        {
            uint counter0 = (uint)sample;
            uint counter1 = (uint)layer;
            uint counter2 = (uint)step;
            uint counter3 = (uint)(step >> 32);
            uint key0 = (uint)seed;
            uint key1 = (uint)(seed >> 32);
            for (int round = 0; round < 10; round++)
            {
                ulong product0 = (ulong)0xD2511F53u * counter0;
                ulong product1 = (ulong)0xCD9E8D57u * counter2;
                uint next0 = (uint)(product1 >> 32) ^ counter1 ^ key0;
                uint next2 = (uint)(product0 >> 32) ^ counter3 ^ key1;
                counter1 = (uint)product1;
                counter3 = (uint)product0;
                counter0 = next0;
                counter2 = next2;
                key0 += 0x9E3779B9u;
                key1 += 0xBB67AE85u;
            }

            return ((int)counter0, (int)counter1);
        }
    }
}
