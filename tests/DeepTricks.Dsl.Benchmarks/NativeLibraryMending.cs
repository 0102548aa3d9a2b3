using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace DeepTricks.Dsl.Benchmarks;

/// <summary>
/// Makes TorchSharp's native library load on systems whose libstdc++ is older than 13, such as Debian 12.
/// </summary>
/// <remarks>
/// The library names version GLIBCXX_3.4.32 only through <c>std::ios_base_library_init</c>, an undefined symbol that no relocation
/// uses: the compiler put it there to insist on a new enough libstdc++. The loader passes over a version that is missing when
/// the need for it is marked weak, so that one flag is set, in the copy beside this program and only where loading fails without.
/// The copy is replaced and not written to, because a build may have made it a hard link to the package.
/// </remarks>
internal static class NativeLibraryMending
{
    private const string Version = "GLIBCXX_3.4.32";
    private const uint VersionNeedSection = 0x6FFFFFFE;
    private const ushort WeakFlag = 2;

    /// <summary>Mends the library beside this program where it does not load; call it before anything touches TorchSharp.</summary>
    public static void MendTorchSharp()
    {
        string library = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess || !BitConverter.IsLittleEndian || !File.Exists(library) || !LacksVersion(library))
        {
            return;
        }

        byte[] image = File.ReadAllBytes(library);
        if (!Weaken(image))
        {
            return;
        }

        // The time of the original keeps the next build from copying it again.
        string mended = FormattableString.Invariant($"{library}.{Environment.ProcessId}");
        File.WriteAllBytes(mended, image);
        File.SetLastWriteTimeUtc(mended, File.GetLastWriteTimeUtc(library));
        File.SetUnixFileMode(mended, File.GetUnixFileMode(library));
        File.Move(mended, library, overwrite: true);
    }

    /// <summary>Marks every need for <see cref="Version"/> in a 64-bit little-endian ELF image as weak; false where there is none to mark.</summary>
    internal static bool Weaken(byte[] image)
    {
        bool changed = false;
        int sections = (int)Long(image, 0x28);
        int sectionSize = Short(image, 0x3A);
        int sectionCount = Short(image, 0x3C);
        for (int i = 0; i < sectionCount; i++)
        {
            int section = sections + (i * sectionSize);
            if (Int(image, section + 4) != VersionNeedSection)
            {
                continue;
            }

            int strings = (int)Long(image, sections + ((int)Int(image, section + 0x28) * sectionSize) + 0x18);
            int need = (int)Long(image, section + 0x18);
            for (uint left = Int(image, section + 0x2C); left > 0; left--, need += (int)Int(image, need + 12))
            {
                changed |= WeakenOne(image, need, strings);
            }
        }

        return changed;
    }

    /// <summary>Marks the version among those needed of one library.</summary>
    private static bool WeakenOne(byte[] image, int need, int strings)
    {
        bool changed = false;
        int entry = need + (int)Int(image, need + 8);
        for (int left = Short(image, need + 2); left > 0; left--, entry += (int)Int(image, entry + 12))
        {
            var name = image.AsSpan(strings + (int)Int(image, entry + 8));
            ushort flags = Short(image, entry + 4);
            if (name.StartsWith(Encoding.ASCII.GetBytes(Version + '\0')) && (flags & WeakFlag) == 0)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(entry + 4), (ushort)(flags | WeakFlag));
                changed = true;
            }
        }

        return changed;
    }

    private static bool LacksVersion(string library)
    {
        try
        {
            NativeLibrary.Load(library);
            return false;
        }
        catch (DllNotFoundException failure)
        {
            // Anything else is TorchSharp's to report.
            return failure.Message.Contains(Version, StringComparison.Ordinal);
        }
    }

    private static ushort Short(byte[] image, int at) => BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(at));

    private static uint Int(byte[] image, int at) => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(at));

    private static ulong Long(byte[] image, int at) => BinaryPrimitives.ReadUInt64LittleEndian(image.AsSpan(at));
}
